// What may import what: ARCHITECTURE.md, "What may depend on what". Tests may reach anything; their rules are not here.
const S = '^packages/server/src/'
const TESTS = '(\\.test\\.ts$|/test/|/testing/)'
const TYPE_ONLY = ['type-only']

/** One forbidden edge. `values`: the import of types alone is allowed. */
const forbid = (name, comment, from, to, values = false) => ({
  name,
  comment,
  severity: 'error',
  from: { pathNot: TESTS, ...from },
  to: values ? { ...to, dependencyTypesNot: TYPE_ONLY } : to,
})

module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      comment: 'Modules that need each other at run time are one module, or miss a third.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: TYPE_ONLY } },
    },
    {
      name: 'every-import-resolves',
      comment: 'The import names nothing that exists.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true, pathNot: ['\\.css', '^virtual:'] },
    },
    forbid(
      'domain-is-pure',
      'Rules take time, ids and bytes as arguments: no IO, no framework, no other layer. node:url only spells names.',
      { path: `${S}domain/` },
      {
        pathNot: [
          `${S}domain/`,
          '^packages/protocol/src/',
          'node_modules/parse5/',
          'node_modules/entities/',
          '^(node:)?url$',
        ],
      },
    ),
    forbid(
      'operations-see-io-only-as-types',
      'An operation receives what it needs; app.ts decides what that is.',
      { path: `${S}operations/` },
      { path: `${S}(store|blobs|jobs|gateways|keys|config|observe)/`, pathNot: `${S}store/ids\\.ts` },
      true,
    ),
    forbid(
      'operations-never-see-http',
      'Everything below http must run from a job or the command line too.',
      { path: `${S}(operations|store|blobs|jobs|gateways|keys|config|operate|observe)/` },
      { path: `${S}(http/|app\\.ts|main\\.ts)`, pathNot: `${S}http/mailbox-api/(built-in-)?contract\\.ts` },
    ),
    forbid(
      'io-never-sees-operations',
      'Storage does what it is told; it does not tell the story.',
      { path: `${S}(store|blobs|gateways|keys|config|observe)/` },
      { path: `${S}(operations|operate)/` },
      true,
    ),
    forbid(
      'store-sees-domain-only-as-types',
      'Rows are stored, not judged.',
      { path: `${S}(store|blobs|gateways)/` },
      { path: `${S}domain/` },
      true,
    ),
    forbid(
      'the-two-apis-are-strangers',
      'Signed sender traffic and cookie mailbox traffic share a process, not code.',
      { path: `${S}http/(sender-api|mailbox-api)/` },
      { path: `${S}http/(sender-api|mailbox-api)/`, pathNot: `${S}http/$1/` },
    ),
    forbid(
      'only-the-root-composes',
      'app.ts alone wires every layer; main.ts, index.ts and the test kit start it.',
      { path: S, pathNot: [TESTS, `${S}(main|index|app)\\.ts`] },
      { path: `${S}(app|main)\\.ts` },
      true,
    ),
    forbid(
      'fastify-stays-in-http',
      'The framework is a detail of http/.',
      { path: S, pathNot: [TESTS, `${S}http/`] },
      { path: 'node_modules/(fastify|@fastify)/' },
      true,
    ),
    forbid(
      'sql-stays-in-store',
      'Queries live in store/, where they are bound to an owner.',
      { path: S, pathNot: [TESTS, `${S}store/`] },
      { path: 'node_modules/(kysely|pg)/' },
      true,
    ),
    forbid(
      'protocol-stands-alone',
      'Who installs the wire gets the wire only.',
      { path: '^packages/protocol/src/' },
      { path: '^packages/(?!protocol/)' },
    ),
    forbid(
      'protocol-does-no-io',
      'The wire is bytes in, bytes out.',
      { path: '^packages/protocol/src/' },
      {
        path: '^(node:)?(fs|net|http|https|http2|tls|dgram|dns|child_process|cluster|worker_threads|os)(/|$)',
        dependencyTypes: ['core'],
      },
    ),
    forbid(
      'client-sees-protocol-only',
      'The SDK must not bring a server.',
      { path: '^packages/client/src/' },
      { path: '^packages/(?!client/|protocol/)' },
    ),
    forbid(
      'web-talks-http',
      'The mailbox knows the server by its contract alone, as types.',
      { path: '^packages/web/src/' },
      { path: '^packages/(?!web/)', pathNot: `${S}http/mailbox-api/(built-in-)?contract\\.ts` },
    ),
    forbid(
      'web-sees-the-contract-as-types',
      'Nothing of the server is bundled into the page.',
      { path: '^packages/web/src/' },
      { path: '^packages/server/' },
      true,
    ),
    forbid(
      'packages-enter-by-the-front-door',
      'Another package is what its index.ts says it is.',
      { path: '^packages/([^/]+)/(src|bin)/' },
      {
        path: '^packages/([^/]+)/src/',
        pathNot: ['^packages/$1/', '^packages/[^/]+/src/index\\.ts$', `${S}http/mailbox-api/(built-in-)?contract\\.ts`],
      },
    ),
    forbid(
      'no-tests-in-the-product',
      'What is shipped does not import what only tests need.',
      { path: '^packages/[^/]+/(src|bin)/', pathNot: [TESTS] },
      { path: TESTS, pathNot: 'node_modules' },
    ),
    {
      name: 'dependencies-are-declared',
      comment: 'The package would break where somebody installs it alone.',
      severity: 'error',
      from: { path: '^packages/[^/]+/(src|bin)/', pathNot: TESTS },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown', 'npm-dev'], dependencyTypesNot: TYPE_ONLY },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '/dist/' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'types', 'node'] },
  },
}
