/**
 * Running migrations and seeders as they are written for sequelize-cli.
 */

export { Migrator, Seeder } from './migrator.js';
export { nodeLoader } from './loader.js';
