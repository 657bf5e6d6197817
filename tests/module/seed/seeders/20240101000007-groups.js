'use strict';

const at = new Date('2024-01-01T00:00:00.000Z');
const stamped = (rows) => rows.map((row) => ({ ...row, createdAt: at, updatedAt: at }));

// The style of promises.
module.exports = {
  up: (queryInterface) =>
    queryInterface
      .bulkInsert('Groups', stamped([
        { id: 1, name: 'admins' },
        { id: 2, name: 'staff' },
        { id: 3, name: 'guests' },
      ]))
      .then(() => queryInterface.bulkInsert('UserGroups', stamped([
        { userId: 1, groupId: 1 },
        { userId: 1, groupId: 3 },
        { userId: 2, groupId: 1 },
      ]))),
  down: (queryInterface) =>
    queryInterface.bulkDelete('UserGroups', null, {}).then(() => queryInterface.bulkDelete('Groups', null, {})),
};
