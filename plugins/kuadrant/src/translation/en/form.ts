export const form = {
  cancel: 'Cancel',
  discard: 'Discard',
  keepWriting: 'Keep writing',
  discardQuestion: 'Discard what you wrote?',
  typeToConfirm: 'Type {{text}} to confirm',
} as const;

export const copy = {
  copy: 'Copy',
  done: 'Copied',
  refused: 'Select the text and copy it yourself',
} as const;
