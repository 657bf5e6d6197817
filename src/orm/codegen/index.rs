//! The files that are the same in every project: `models/index.js` and what it takes to run.

use super::SourceFile;

/// `models/index.js`: loads every model and then lets each declare its associations.
const INDEX: &str = "'use strict';

const fs = require('fs');
const path = require('path');
const { Sequelize, DataTypes } = require('sequelize');

const env = process.env.NODE_ENV || 'development';
const config = require('../config/config.json')[env];
const sequelize = new Sequelize(config.database, config.username, config.password, config);
const models = {};

// Every other file in this folder defines one model.
fs.readdirSync(__dirname)
  .filter((file) => file.endsWith('.js') && file !== path.basename(__filename))
  .forEach((file) => {
    const model = require(path.join(__dirname, file))(sequelize, DataTypes);
    models[model.name] = model;
  });

// Once all are loaded, each can refer to the others.
Object.values(models).forEach((model) => {
  if (model.associate) {
    model.associate(models);
  }
});

module.exports = { ...models, sequelize, Sequelize };
";

const CONFIG: &str = r#"{
  "development": {
    "dialect": "postgres",
    "host": "127.0.0.1",
    "port": 5432,
    "username": "postgres",
    "password": "postgres",
    "database": "postgres"
  }
}
"#;

const PACKAGE: &str = r#"{
  "name": "models",
  "private": true,
  "scripts": {
    "up": "sequelize-cli db:migrate",
    "down": "sequelize-cli db:migrate:undo"
  },
  "dependencies": {
    "pg": "^8.0.0",
    "pg-hstore": "^2.3.4",
    "sequelize": "^6.37.8"
  },
  "devDependencies": {
    "sequelize-cli": "^6.6.5"
  }
}
"#;

pub(super) fn file() -> SourceFile {
    SourceFile {
        path: "models/index.js".to_owned(),
        text: INDEX.to_owned(),
    }
}

pub(super) fn settings() -> [SourceFile; 2] {
    [("config/config.json", CONFIG), ("package.json", PACKAGE)].map(|(path, text)| SourceFile {
        path: path.to_owned(),
        text: text.to_owned(),
    })
}
