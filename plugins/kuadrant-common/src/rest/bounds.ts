/** Longest use case in characters. @public */
export const MAX_USE_CASE_LENGTH = 500;
/** Longest message of a reviewer in characters. @public */
export const MAX_MESSAGE_LENGTH = 1000;
/** Most requests in one bulk review. @public */
export const MAX_BULK_REVIEW = 200;
