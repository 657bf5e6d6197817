'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Group extends Model {
    static associate(models) {
      Group.belongsToMany(models.User, {
        through: 'UserGroups', // Join table name
        foreignKey: 'groupId',
        otherKey: 'userId',
        as: 'members',
      });
    }
  }
  Group.init({ name: DataTypes.STRING }, { sequelize, modelName: 'Group' });
  return Group;
};
