/** Most requests in one bulk review. @public */
export const MAX_BULK_REVIEW = 200;
