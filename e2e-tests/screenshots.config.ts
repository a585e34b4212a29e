import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `yarn screenshots` at the root: the pictures of the docs, taken of a portal that is started for it. */
export default defineConfig(base, { testMatch: 'screenshots.ts' });
