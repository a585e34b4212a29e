// In Unicode code points, as Kubernetes counts them.

/** Longest use case. @public */
export const MAX_USE_CASE_LENGTH = 500;

/** Longest message of a reviewer. @public */
export const MAX_MESSAGE_LENGTH = 1000;

/** Longest name to be shown, version, team or channel. @public */
export const MAX_SHORT_TEXT_LENGTH = 200;

/** Longest description of a product. @public */
export const MAX_DESCRIPTION_LENGTH = 5000;

/** Longest name of a plan. @public */
export const MAX_PLAN_LENGTH = 253;

/** Longest entity reference that decisions are bound to. @public */
export const MAX_ENTITY_REF_LENGTH = 512;

/** Longest address, and longest text of a field that has no bound of its own. @public */
export const MAX_ADDRESS_LENGTH = 2048;
