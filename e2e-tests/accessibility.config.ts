import { defineConfig } from '@playwright/test';
import base from './playwright.config';

/** `playwright test --config accessibility.config.ts`: axe, narrow windows and the keyboard on every page. */
export default defineConfig(base, { testMatch: 'accessibility.ts' });
