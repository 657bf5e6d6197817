'use strict';

// The older way, by `define`.
module.exports = (sequelize, DataTypes) => {
  const Post = sequelize.define('Post', {
    title: DataTypes.STRING,
    content: DataTypes.TEXT,
    userId: DataTypes.INTEGER,
  });
  Post.associate = (models) => {
    Post.belongsTo(models.User, {
      foreignKey: 'userId', // Foreign key in the Post table
      as: 'user', // Alias for the relationship
    });
  };
  return Post;
};
