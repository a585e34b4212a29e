import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// Typing and clicking through whole screens takes its time on small machines.
configure({ asyncUtilTimeout: 30_000 });
jest.setTimeout(600_000);
