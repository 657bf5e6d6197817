'use strict';

const at = new Date('2024-01-01T00:00:00.000Z');
const stamped = (rows) => rows.map((row) => ({ ...row, createdAt: at, updatedAt: at }));

module.exports = {
  async up(queryInterface) {
    await queryInterface.bulkInsert('Users', stamped([
      { id: 1, name: 'Ann', email: 'ann@example.com' },
      { id: 2, name: 'Bob', email: 'bob@example.com' },
    ]));
    await queryInterface.bulkInsert('Profiles', stamped([{ id: 1, bio: 'Likes SQL', userId: 1 }]));
    await queryInterface.bulkInsert('Posts', stamped([
      { id: 1, title: 'First', content: 'hello', userId: 1 },
      { id: 2, title: 'Second', content: 'world', userId: 1 },
    ]));
  },
  async down(queryInterface) {
    await queryInterface.bulkDelete('Posts', null, {});
    await queryInterface.bulkDelete('Profiles', null, {});
    await queryInterface.bulkDelete('Users', null, {});
  },
};
