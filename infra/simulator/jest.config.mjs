export { base as default } from '../../jest.preset.mjs';
