export const form = {
  cancel: 'Cancel',
  discard: 'Discard',
  keepWriting: 'Keep editing',
  discardQuestion: 'Discard your changes?',
  typeToConfirm: 'Type {{text}} to confirm',
} as const;

export const copy = {
  copy: 'Copy',
  done: 'Copied',
  refused: 'Select the text and copy it yourself',
} as const;
