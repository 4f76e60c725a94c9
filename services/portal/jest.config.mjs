import { base } from '../../jest.preset.mjs';

const [pure, int] = base.projects;

/** `browser` needs a running stack (its addresses are in the environment) and Chromium. */
export default { ...base, testTimeout: 180_000, projects: [pure, int, { ...int, displayName: 'browser', testMatch: ['<rootDir>/browser/*.browser-spec.ts'] }] };
