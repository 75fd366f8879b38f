export { type TestDatabase, testDatabase } from './test-database.ts'
export { startTestPostgres } from './test-postgres.ts'
