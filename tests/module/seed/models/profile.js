'use strict';

const { Model } = require('sequelize');

module.exports = (sequelize, DataTypes) => {
  class Profile extends Model {
    static associate(models) {
      Profile.belongsTo(models.User, {
        foreignKey: 'userId', // Foreign key in the Profile table
        as: 'user', // Alias for the relationship
      });
    }
  }
  Profile.init({ bio: DataTypes.TEXT, userId: DataTypes.INTEGER }, { sequelize, modelName: 'Profile' });
  return Profile;
};
