import type { CodegenConfig } from '@graphql-codegen/cli';

/** Types and documents beside each `.graphql` file, so that a screen's chunk has its own queries and no others. */
const config: CodegenConfig = {
  schema: '../schema.graphql',
  documents: 'app/src/**/*.graphql',
  config: {
    useTypeImports: true,
    enumsAsTypes: true,
    skipTypename: true,
    disableDescriptions: true,
    avoidOptionals: { field: true, inputValue: false },
    defaultScalarType: 'never',
    strictScalars: true,
    scalars: {
      ID: 'string',
      BigInt: 'number',
      CountryCode: 'string',
      LanguageTag: 'string',
      CurrencyCode: 'string',
      Cursor: 'string',
      Date: 'string',
      DateTime: 'string',
      Decimal: 'string',
      UUID: 'string',
    },
  },
  generates: {
    'app/src/hub/graph.generated.ts': { plugins: ['typescript'], config: { onlyOperationTypes: true } },
    'app/src/': {
      preset: 'near-operation-file',
      presetConfig: { extension: '.generated.ts', baseTypesPath: 'hub/graph.generated.ts' },
      plugins: ['typescript-operations', 'typed-document-node'],
      config: { documentMode: 'graphQLTag', gqlImport: 'urql#gql' },
    },
  },
};

export default config;
