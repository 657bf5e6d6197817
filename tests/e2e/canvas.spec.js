// The canvas under fingers, and with more models than fit on it.

import { card, expect, open, room, test } from './relata.js';

/** A Relata file of many models, each pointing to one before it, on a wide grid. */
function manyModels(count) {
  let next = 0;
  const id = () => (next += 1);
  const attribute = (name, dataType, options = {}) => ({
    id: id(),
    name,
    dataType,
    allowNull: true,
    unique: false,
    primaryKey: false,
    autoIncrement: false,
    defaultValue: null,
    references: null,
    ...options,
  });
  const schema = { models: [], associations: [] };
  const layout = {};
  for (let at = 0; at < count; at += 1) {
    const model = {
      id: id(),
      name: `Table${at}`,
      tableName: `Table${at}s`,
      isImplied: false,
      timestamps: false,
      uniqueKeys: [],
      attributes: [
        attribute('id', 'integer', { primaryKey: true, autoIncrement: true, allowNull: false }),
        attribute('note', 'text'),
      ],
    };
    const above = schema.models[(at - 1) >> 1];
    if (above) {
      const [key] = above.attributes;
      const references = { model: above.id, attribute: key.id, onDelete: 'setNull', onUpdate: 'cascade' };
      const foreign = attribute('aboveId', 'integer', { references });
      model.attributes.push(foreign);
      const kind = { belongsTo: { foreign_key: foreign.id, target_key: key.id } };
      schema.associations.push({ id: id(), source: model.id, target: above.id, alias: 'above', kind });
    }
    schema.models.push(model);
    layout[model.id] = { x: 4000 + (at % 15) * 320, y: 4000 + Math.floor(at / 15) * 240 };
  }
  return JSON.stringify({
    relata: 1,
    project: {
      name: `${count} tables`,
      schema,
      migrations: [{ name: '20240101000001-create-all', after: schema }],
      isOpen: false,
      isLive: true,
      layout,
      query: null,
      nextId: next + 1,
    },
    database: { schema: { models: [], associations: [] }, applied: [], isHeld: false, rows: 'UkVMQVRBAd+3AYZMvWOvAA==' },
  });
}

test('a file of 200 models is opened into view, and from afar its cards are names alone', async ({ page }) => {
  await open(page);
  const buffer = Buffer.from(manyModels(200));
  await page.getByLabel('Relata file').setInputFiles({ name: 'many.json', mimeType: 'application/json', buffer });
  await expect(page.locator('[data-model]')).toHaveCount(200);
  await expect(card(page, 'Table0')).toBeInViewport();
  await expect(card(page, 'Table0').getByText('note')).toBeVisible();
  await page.getByRole('button', { name: 'Fit all into view' }).click();
  for (const name of ['Table0', 'Table14', 'Table199']) await expect(card(page, name)).toBeInViewport({ ratio: 0.99 });
  await expect(card(page, 'Table199').getByRole('heading')).toBeVisible();
  await expect(card(page, 'Table199').getByText('note')).toBeHidden();
});

test.describe('with fingers', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });

  test('one pans, two zoom about their middle, one on a card drags it', async ({ page, context }) => {
    await open(page);
    const session = await context.newCDPSession(page);
    const touch = (type, ...points) =>
      session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    const zoom = async () => parseInt(await room(page, 'Diagram').getByLabel('Zoom', { exact: true }).innerText(), 10);
    const place = async (name) => card(page, name).boundingBox();

    let before = await place('User');
    await touch('touchStart', [200, 200]);
    for (let step = 1; step <= 8; step += 1) await touch('touchMove', [200 + step * 5, 200 + step * 5]);
    await touch('touchEnd');
    let after = await place('User');
    expect(after.x - before.x).toBeGreaterThan(30);
    expect(after.width).toBeCloseTo(before.width, 1);

    const small = await zoom();
    await touch('touchStart', [150, 200]);
    await touch('touchStart', [150, 200], [250, 200]);
    for (let step = 1; step <= 10; step += 1) await touch('touchMove', [150 - step * 5, 200], [250 + step * 5, 200]);
    await touch('touchEnd');
    expect(await zoom()).toBeGreaterThan(small * 1.7);

    await page.getByRole('button', { name: 'Fit all into view' }).tap();
    before = await place('Group');
    const [x, y] = [before.x + 30, before.y + 60];
    await touch('touchStart', [x, y]);
    for (let step = 1; step <= 8; step += 1) await touch('touchMove', [x - step * 6, y + step * 6]);
    await touch('touchEnd');
    after = await place('Group');
    expect(after.y - before.y).toBeGreaterThan(30);
    await expect(page.getByRole('button', { name: /^Undo/ }).first()).toBeEnabled();
  });
});
