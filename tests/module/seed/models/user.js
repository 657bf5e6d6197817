'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class User extends Model {
    static associate(models) {
      User.hasOne(models.Profile, {
        foreignKey: 'userId', // Foreign key in the Profile table
        as: 'profile', // Alias for the relationship
      });
      User.hasMany(models.Post, {
        foreignKey: 'userId', // Foreign key in the Post table
        as: 'posts', // Alias for the relationship
      });
      User.belongsToMany(models.Group, {
        through: 'UserGroups', // Join table name
        foreignKey: 'userId',
        otherKey: 'groupId',
        as: 'groups',
      });
    }
  }
  User.init({ name: DataTypes.STRING, email: DataTypes.STRING }, { sequelize, modelName: 'User' });
  return User;
};
