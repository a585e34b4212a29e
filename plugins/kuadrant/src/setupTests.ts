import '@testing-library/jest-dom';

// Typing and clicking through whole screens takes its time on small machines.
jest.setTimeout(30_000);
