import { base } from '../../jest.preset.mjs';

const [pure, int] = base.projects;

/** `e2e` takes minutes: it is run by its own command (CONTRIBUTING.md). */
export default { ...base, projects: [pure, int, { ...int, displayName: 'e2e', testMatch: ['<rootDir>/app/**/*.e2e-spec.ts'] }] };
