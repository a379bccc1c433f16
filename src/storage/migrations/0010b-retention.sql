-- SPDX-License-Identifier: GPL-3.0-or-later
-- What was delivered is forgotten after a while: the oldest are found at once.

CREATE INDEX webhook_deliveries_done ON webhook_deliveries (delivered_at) WHERE state = 'delivered';
CREATE INDEX push_messages_done ON push_messages (created_at) WHERE state <> 'waiting';
