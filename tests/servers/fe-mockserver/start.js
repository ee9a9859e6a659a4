'use strict';
// Serves the library on a free port of this machine, and says where.

const http = require('node:http');
const path = require('node:path');
const { Readable } = require('node:stream');
const { default: FEMockserver } = require('@sap-ux/fe-mockserver-core');

const URL_PATH = '/library';

/** Batches in JSON that come here are mended before the server sees them: see `README.md`. */
const MENDED = `${URL_PATH}/$batch?mended=true`;

/** The request with what the server needs to find the resources and to name its answers. */
async function mended(request) {
    const chunks = [];
    for await (const chunk of request) {
        chunks.push(chunk);
    }
    const batch = JSON.parse(Buffer.concat(chunks));
    for (const part of batch.requests) {
        part.contentId = part.id;
        part.url = `/${part.url}`;
    }
    const body = JSON.stringify(batch);
    const copy = Readable.from([Buffer.from(body)]);
    copy.method = request.method;
    copy.url = copy.originalUrl = `${URL_PATH}/$batch`;
    copy.headers = { ...request.headers, 'content-length': String(Buffer.byteLength(body)) };
    return copy;
}

async function start() {
    const mockserver = new FEMockserver({
        services: [
            {
                urlPath: URL_PATH,
                metadataPath: path.join(__dirname, 'service.xml'),
                mockdataPath: path.join(__dirname, 'data'),
                generateMockData: false,
                validateETag: true,
                watch: false,
            },
        ],
    });
    await mockserver.isReady;
    const router = mockserver.getRouter();
    const server = http.createServer(async (incoming, response) => {
        const request = incoming.url === MENDED ? await mended(incoming) : incoming;
        router(request, response, (error) => {
            response.statusCode = error ? 500 : 404;
            response.end(error ? String(error) : undefined);
        });
    });
    server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
        console.log(`listening http://127.0.0.1:${server.address().port}${URL_PATH}/`);
    });
}

start();
