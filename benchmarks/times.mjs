/** How many times as large as another a figure is, to a tenth. */
export const times = (figure, other) => Math.round((figure / other) * 10) / 10;
