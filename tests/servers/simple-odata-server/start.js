'use strict';
// Serves notes on a free port of this machine, and says where.

const http = require('node:http');
const Datastore = require('@seald-io/nedb');
const ODataServer = require('simple-odata-server');

const MODEL = {
    namespace: 'Example.Notes',
    entityTypes: {
        Note: {
            _id: { type: 'Edm.String', key: true, nullable: false },
            Title: { type: 'Edm.String' },
            Stars: { type: 'Edm.Int32' },
            Written: { type: 'Edm.DateTimeOffset' },
            Done: { type: 'Edm.Boolean' },
            Place: { type: 'Example.Notes.Place' },
            Sketch: { type: 'Edm.Binary' },
        },
    },
    complexTypes: {
        Place: {
            City: { type: 'Edm.String' },
            Country: { type: 'Edm.String' },
        },
    },
    entitySets: {
        Notes: { entityType: 'Example.Notes.Note' },
    },
};

const NOTES = [
    { _id: 'milk', Title: 'Buy milk', Stars: 2, Written: '2026-03-01T08:00:00Z', Done: false, Place: { City: 'Graz', Country: 'AT' } },
    { _id: 'roof', Title: 'Mend the roof', Stars: 5, Written: '2026-03-02T09:30:00Z', Done: false, Place: { City: 'Linz', Country: 'AT' } },
    { _id: 'post', Title: "Write to O'Hara", Stars: 3, Written: '2026-03-03T10:45:00Z', Done: true, Place: { City: 'Cork', Country: 'IE' } },
];

const notes = new Datastore({ inMemoryOnly: true });

/** Answers a query with the documents, with their number, or with both, as the server asks for it. */
function query(_set, options, _request, done) {
    const found = notes
        .find(options.$filter, options.$select ?? {})
        .sort(options.$sort ?? {})
        .skip(options.$skip ?? 0)
        .limit(options.$limit ?? 0);
    if (options.$count) {
        notes.count(options.$filter, done);
    } else if (options.$inlinecount) {
        found.exec((error, value) => {
            notes.count(options.$filter, (failed, count) => done(error ?? failed, { value, count }));
        });
    } else {
        found.exec(done);
    }
}

async function start() {
    await notes.insertAsync(NOTES);
    const server = http.createServer();
    server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
        const url = `http://127.0.0.1:${server.address().port}/notes`;
        const service = ODataServer(url)
            .model(MODEL)
            .query(query)
            .insert((_set, document, _request, done) => notes.insert(document, done))
            .update((_set, filter, change, _request, done) => notes.update(filter, change, done))
            .remove((_set, filter, _request, done) => notes.remove(filter, done));
        server.on('request', service.handle.bind(service));
        console.log(`listening ${url}/`);
    });
}

start();
