/** The two samples of CM's Telegram page, as printed there. Source: developers.cm.com/messaging/docs/telegram. */
function sample(content: string): string {
  return `{
    "messages": {
        "authentication": {
            "producttoken": "Your product token"
        },
        "msg": [
            {
                "from": "Your bot ID",
                "to": [
                    {
                        "number": "Recipients Identifier"
                    }
                ],
                "body": {
                    "content": ""
                },
                "allowedChannels": ["Telegram Messenger"],
${content}
            }
        ]
    }
}
`;
}

/** Sample 1: text. Its object has the key `body` twice. */
export const textSample = sample(`                "body": {
                    "type": "auto",
                    "content": "CM.com - Be part of it."
                }`);

/** Sample 2: text and image. */
export const mediaSample = sample(`                "richContent": {
                    "conversation": [
                        {
                            "text": "CM.com - Be part of it.",
                            "media": {
                                "mediaName": "conversational-commerce.jpg",
                                "mediaUri": "https://www.cm.com/cdn/web/nl-nl/blog/conversational-commerce.jpg",
                                "mimeType": "image/jpeg"
                            }
                        }
                    ]
                }`);

/** A sample with its placeholders filled in. */
export function fillIn(text: string): string {
  return text
    .replace('Your product token', '00000000-1111-2222-3333-444444444444')
    .replace('Your bot ID', '123456789')
    .replace('Recipients Identifier', '987654321');
}
