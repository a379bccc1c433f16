-- SPDX-License-Identifier: GPL-3.0-or-later
-- What a platform of the schema 0001 held: a row in each of its tables. @FIRST@ and @SECOND@ are the hashes of two packages.
-- Never changed: later schemas are brought forward from it. Passwords are those of the tests.
INSERT INTO accounts VALUES ('anna', 'Anna 安娜', '$argon2id$v=19$m=65536,t=2,p=1$Dw/X1JB/1x2xAb/5ptjBpA$N6j7CcrLQA+rTHaFWZFwAHS1TYXw5+UPPSgGgHNquts', 0, 1767225600000000);
INSERT INTO accounts VALUES ('ben', 'Ben', '$argon2id$v=19$m=65536,t=2,p=1$Dw/X1JB/1x2xAb/5ptjBpA$N6j7CcrLQA+rTHaFWZFwAHS1TYXw5+UPPSgGgHNquts', 0, 1767225600000001);
INSERT INTO accounts VALUES ('rita', 'Rita', '$argon2id$v=19$m=65536,t=2,p=1$Dw/X1JB/1x2xAb/5ptjBpA$N6j7CcrLQA+rTHaFWZFwAHS1TYXw5+UPPSgGgHNquts', 1, 1767225600000002);
INSERT INTO accounts VALUES ('tess', 'Tess', '$argon2id$v=19$m=65536,t=2,p=1$Dw/X1JB/1x2xAb/5ptjBpA$N6j7CcrLQA+rTHaFWZFwAHS1TYXw5+UPPSgGgHNquts', 0, 1767225600000003);
INSERT INTO sessions VALUES ('5555555555555555555555555555555555555555555555555555555555555555', 'anna', 'devtools', 1767225600000010, 1767225600000010, 1767225600000020);
INSERT INTO apps VALUES ('wx0123456789abcdef', 'Anna''s shop 商店', 0, 0, 'anna', 1767225600000005);
INSERT INTO apps VALUES ('wxfedcba9876543210', 'Removed', 0, 1, 'anna', 1767225600000006);
INSERT INTO members VALUES ('wx0123456789abcdef', 'anna', 'admin', 0, 'anna', 1767225600000005);
INSERT INTO members VALUES ('wx0123456789abcdef', 'ben', 'project', 3, 'anna', 1767225600000006);
INSERT INTO members VALUES ('wx0123456789abcdef', 'tess', 'test', 0, 'ben', 1767225600000007);
INSERT INTO members VALUES ('wxfedcba9876543210', 'anna', 'admin', 0, 'anna', 1767225600000006);
INSERT INTO packages VALUES ('wx0123456789abcdef', '@FIRST@', '@SIZES@', '["pages/index/index","pages/two/two"]', 'ben', 1767225600000020);
INSERT INTO packages VALUES ('wx0123456789abcdef', '@SECOND@', '@SIZES@', '["pages/index/index","pages/two/two"]', 'ben', 1767225600000020);
INSERT INTO previews VALUES ('6666666666666666666666666666666666666666666666666666666666666666', 'wx0123456789abcdef', 'ben', '@SECOND@', '{}', 1767225600000030, 1767225600000031, 1767225600000031);
INSERT INTO developer_versions VALUES ('v000000000000001', 'wx0123456789abcdef', 'ben', '1.1.0', '  second 
 备注', '@SECOND@', 1767225600000040);
INSERT INTO test_versions VALUES ('wx0123456789abcdef', 'ben', 'follow', '1.1.0', '  second 
 备注', '@SECOND@', 'anna', 1767225600000041);
INSERT INTO reviews (id, app_id, version, remarks, description, package, state, reason, submitted_by, submitted_at, decided_by, decided_at) VALUES ('r000000000000001', 'wx0123456789abcdef', '1.0.0', 'first', 'the first one', '@FIRST@', 'released', NULL, 'ben', 1767225600000021, 'rita', 1767225600000022);
INSERT INTO reviews (id, app_id, version, remarks, description, package, state, reason, submitted_by, submitted_at, decided_by, decided_at) VALUES ('r000000000000002', 'wx0123456789abcdef', '1.1.0', 'second', '', '@SECOND@', 'rejected', 'The price is wrong', 'ben', 1767225600000050, 'rita', 1767225600000051);
INSERT INTO reviews (id, app_id, version, remarks, description, package, state, reason, submitted_by, submitted_at, decided_by, decided_at) VALUES ('r000000000000003', 'wx0123456789abcdef', '1.1.0', 'second', 'now with prices', '@SECOND@', 'pending', NULL, 'ben', 1767225600000060, NULL, NULL);
INSERT INTO releases (id, app_id, review_id, version, remarks, package, mode, state, released_by, released_at) VALUES ('l000000000000001', 'wx0123456789abcdef', 'r000000000000001', '1.0.0', 'first', '@FIRST@', 'full', 'replaced', 'anna', 1767225600000023);
INSERT INTO releases (id, app_id, review_id, version, remarks, package, mode, state, released_by, released_at) VALUES ('l000000000000002', 'wx0123456789abcdef', 'r000000000000001', '1.0.0', 'first', '@FIRST@', 'full', 'online', 'anna', 1767225600000024);
INSERT INTO notifications (superhub_id, kind, subject, text, app_id, link, created_at, read_at) VALUES ('anna', 'review.approved', 'r000000000000001', '“Annas shop” 1.0.0 was approved', 'wx0123456789abcdef', '/apps/wx0123456789abcdef', 1767225600000022, 1767225600000025);
INSERT INTO notifications (superhub_id, kind, subject, text, app_id, link, created_at, read_at) VALUES ('anna', 'review.rejected', 'r000000000000002', '“Annas shop” 1.1.0 was rejected', 'wx0123456789abcdef', '/apps/wx0123456789abcdef', 1767225600000051, NULL);
INSERT INTO runs VALUES ('7777777777777777777777777777777777777777777777777777777777777777', 'online', 'wx0123456789abcdef', 'tess', '@FIRST@', 1767225600000070);
INSERT INTO stored_values VALUES ('wx0123456789abcdef', 'tess', 'cart', '{"type":"object","data":[1]}', 30);
INSERT INTO audit VALUES (1, 1767225600000005, 'anna', 'createApp', 'wx0123456789abcdef', 'Anna''s shop 商店', 'done', '', '', '61a27f5753b4029921feeaeabc18a91bd3c8392a81b316e0344e82b8f63f60a9');
INSERT INTO audit VALUES (2, 1767225600000021, 'ben', 'submitReview', 'wx0123456789abcdef', 'r000000000000001', 'done', '', '61a27f5753b4029921feeaeabc18a91bd3c8392a81b316e0344e82b8f63f60a9', 'b439910bf081bc0d6b07a0baf7313989e3a9eea9d6862e1c446507787f799fc9');
INSERT INTO audit VALUES (3, 1767225600000022, 'rita', 'approveReview', 'wx0123456789abcdef', 'r000000000000001', 'done', '', 'b439910bf081bc0d6b07a0baf7313989e3a9eea9d6862e1c446507787f799fc9', '42dc316241ea62ce6ed6a31ef468520a569c6443eee4d48f1e550b7d51bb6a01');
INSERT INTO audit VALUES (4, 1767225600000023, 'anna', 'createRelease', 'wx0123456789abcdef', 'l000000000000001', 'done', '', '42dc316241ea62ce6ed6a31ef468520a569c6443eee4d48f1e550b7d51bb6a01', '96aa7cf7a3af8f7fc8d77736fed6623ed3538bd6fadbfc8a39f5233e563919b4');
INSERT INTO audit VALUES (5, 1767225600000024, 'tess', 'createRelease', 'wx0123456789abcdef', '', 'refused', 'auth.permission_denied', '96aa7cf7a3af8f7fc8d77736fed6623ed3538bd6fadbfc8a39f5233e563919b4', '3eb25789a323b77c8509d9011b1fc6f6cd8ef4698e52683db97ae60f0fe4ce6f');
