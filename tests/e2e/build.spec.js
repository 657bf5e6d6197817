// A model built by hand, and an N:N made by dragging.

import { addModel, ask, beginEmpty, card, dragLink, expect, expectInResult, insert, open, room, test } from './relata.js';

test('User and Profile, from an empty document by hand', async ({ page }) => {
  await open(page);
  await beginEmpty(page);
  await addModel(page, 'User', [['name', 'STRING']]);
  await addModel(page, 'Profile', [['bio', 'TEXT']]);
  await page.getByRole('button', { name: 'Link models', exact: true }).click();
  const form = page.getByRole('dialog', { name: /Link/ });
  await form.getByRole('radio', { name: /One to one/ }).check({ force: true });
  await form.getByLabel('Model', { exact: true }).selectOption({ label: 'User' });
  await form.getByLabel('Other model', { exact: true }).selectOption({ label: 'Profile' });
  await expect(form.getByLabel('Alias on User')).toHaveValue('profile');
  await expect(form.getByLabel('Alias on Profile')).toHaveValue('user');
  await form.getByLabel('Foreign key').fill('userId');
  await form.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(form).toBeHidden();
  await expect(page.locator('[data-association="profile"]')).toHaveCount(1);

  await insert(page, 'Users', { name: 'Eve' });
  await insert(page, 'Profiles', { bio: 'Builds things', userId: '1' });
  await ask(page, { model: 'User', method: 'findByPk', key: 1, include: ['profile'] });
  await expectInResult(page, (user) => [user?.name, user?.profile?.bio, user?.profile?.userId], ['Eve', 'Builds things', 1]);

  const code = room(page, 'Code');
  await code.getByRole('button', { name: 'user.js', exact: true }).click();
  await expect(code.getByRole('group', { name: 'models/user.js' })).toContainText('User.hasOne(models.Profile');
});

test('Post and Tag N:N, by dragging one to the other', async ({ page }) => {
  await open(page);
  await beginEmpty(page);
  await addModel(page, 'Post', [['title', 'STRING']]);
  await addModel(page, 'Tag', [['name', 'STRING']]);
  await page.getByRole('button', { name: 'Arrange' }).click();
  await page.getByRole('button', { name: 'Fit all into view' }).click();
  const form = await dragLink(page, 'Post', 'Tag');
  await form.getByRole('radio', { name: /Many to many/ }).check({ force: true });
  await expect(form.getByLabel('Alias on Post')).toHaveValue('tags');
  await expect(form.getByLabel('Alias on Tag')).toHaveValue('posts');
  const through = await form.getByLabel('Through (join table)').inputValue();
  await form.getByRole('button', { name: 'Link', exact: true }).click();
  await expect(page.locator('[data-association="tags"], [data-association="posts"]')).toHaveCount(1);
  await expect(card(page, 'Post')).toBeVisible();

  await insert(page, 'Posts', { title: 'On joins' });
  await insert(page, 'Tags', { name: 'sql' });
  await insert(page, 'Tags', { name: 'orm' });
  await insert(page, through, { postId: '1', tagId: '1' });
  await insert(page, through, { postId: '1', tagId: '2' });
  await ask(page, { model: 'Post', method: 'findByPk', key: 1, include: ['tags'] });
  await expectInResult(page, (post) => [post?.title, post?.tags?.map((tag) => tag.name)], ['On joins', ['sql', 'orm']]);
});
