import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types of what the screens ask for, from the schema's snapshot: a field that is gone fails the build. */
const config: CodegenConfig = {
  schema: '../graph-schema/snapshots/schema.graphql',
  documents: ['src/**/*.{ts,tsx}', '!src/generated/**'],
  generates: {
    'src/generated/': {
      preset: 'client',
      presetConfig: { fragmentMasking: { unmaskFunctionName: 'read' } },
      config: {
        useTypeImports: true,
        enumsAsTypes: true,
        strictScalars: true,
        scalars: {
          Date: 'string',
          DateTime: 'string',
          Duration: 'string',
          JSON: 'unknown',
          Long: 'number',
        },
      },
    },
  },
  silent: true,
};

export default config;
