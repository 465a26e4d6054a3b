import type { Fact } from './fact.js';

/*
 * Where CM's gateway stands. The product token may go to these hosts and, unless the user says otherwise, to no others.
 */

const CM_INTEGRATION = 'https://developers.cm.com/messaging/docs/integration';
const CM_PHP_SDK = 'https://github.com/cmdotcom/text-sdk-php (src/CMText/Gateways.php)';
const CM_PYTHON_SDK = 'https://github.com/cmdotcom/text-sdk-python (cm_text/gateways.py)';
const READ = '2026-11-22';

/** The address CM recommends for every region; it stands behind Cloudflare. */
export const defaultEndpoint: Fact<string> = {
  id: 'gateway.endpoint',
  value: 'https://gw.messaging.cm.com/v1.0/message',
  unit: 'address',
  appliesTo: 'every request',
  by: ['cm'],
  source: CM_INTEGRATION,
  read: READ,
};

/** A host of CM's gateway. `current` is recommended, `alternative` avoids Cloudflare, `legacy` is kept for old set-ups. */
export interface GatewayHost {
  readonly host: string;
  readonly status: 'current' | 'alternative' | 'legacy';
  readonly source: string;
  readonly note?: string;
}

/** The exact hosts of CM's gateway. All speak https on the standard port; no page offers plain http. */
export const gatewayHosts: Fact<readonly GatewayHost[]> = {
  id: 'gateway.hosts',
  value: [
    { host: 'gw.messaging.cm.com', status: 'current', source: CM_INTEGRATION },
    {
      host: 'gw.cmtelecom.com',
      status: 'alternative',
      source: CM_INTEGRATION,
      note: 'One version of the page says to ask support before using it.',
    },
    { host: 'gw-cn.cmtelecom.com', status: 'legacy', source: CM_PHP_SDK },
    { host: 'gw-uk.cmtelecom.com', status: 'legacy', source: CM_PHP_SDK, note: 'Marked deprecated by the SDK.' },
    { host: 'gw-hk.cmtelecom.cn', status: 'legacy', source: CM_PHP_SDK, note: 'The Python SDK writes .com instead.' },
    { host: 'gw-hk.cmtelecom.com', status: 'legacy', source: CM_PYTHON_SDK, note: 'The PHP SDK writes .cn instead.' },
    { host: 'gw.cmtelecom.co.za', status: 'legacy', source: CM_PYTHON_SDK, note: 'Named by this SDK alone.' },
  ],
  unit: 'list',
  appliesTo: 'every request',
  by: ['cm'],
  source: CM_INTEGRATION,
  read: READ,
};

/**
 * The exact hosts that inbound media lie on and that may get the product token. CM names them for WhatsApp; for Telegram
 * nothing is documented. A media address may be anybody's (Instagram's is Meta's), so nothing else ever gets the token.
 */
export const mediaHosts: Fact<readonly string[]> = {
  id: 'inbound.media-hosts',
  value: ['cdn-1.messaging.cm.com', 'cdn-2.messaging.cm.com', 'cdn-3.messaging.cm.com'],
  unit: 'list',
  appliesTo: 'mediaUri of inbound messages',
  by: ['cm'],
  source: 'https://developers.cm.com/messaging/docs/whatsapp-inbound',
  read: READ,
};
