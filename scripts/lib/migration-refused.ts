/** A failure that the person who migrates can do something about; shown without a stack. */
export class MigrationRefused extends Error {}
