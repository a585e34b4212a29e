/** Namespace and name of the APIKey that an enforcement Secret stands for, in full; labels may hold them shortened. */
export const APIKEY_ANNOTATION = 'devportal.kuadrant.io/apikey';

/** UID and version of the consumer's Secret that the value was taken from. */
export const SOURCE_ANNOTATION = 'devportal.kuadrant.io/source';
