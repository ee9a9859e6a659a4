'use strict';
// Serves the shop on a free port of this machine, and says where.

const express = require('express');
const http = require('node:http');
const { Readable } = require('node:stream');
const { createFilter } = require('odata-v4-inmemory');
const { Edm, ODataController, ODataServer, odata } = require('odata-v4-server');
const { NAMESPACE, Category, Gadget, Product, categories, products } = require('./model');

const URL_PATH = '/shop';
const photos = new Map();

/** The value of an option of a parsed query: the server leaves them all but `$select` and `$expand` to its users. */
function option(query, type) {
    const found = query?.value?.options?.find((token) => token.type === type);
    return found?.value;
}

/** Filters, sorts, counts and cuts a list as a query says. */
function apply(query, all) {
    const filter = option(query, 'Filter');
    let list = filter ? all.filter(createFilter(filter)) : all.slice();
    const matched = list.length;
    for (const item of (option(query, 'OrderBy')?.items ?? []).slice().reverse()) {
        const name = item.value.expr.raw;
        const sign = item.value.direction < 0 ? -1 : 1;
        list.sort((one, other) => (one[name] > other[name] ? sign : one[name] < other[name] ? -sign : 0));
    }
    list = list.slice(Number(option(query, 'Skip')?.raw ?? 0));
    const top = option(query, 'Top');
    list = top ? list.slice(0, Number(top.raw)) : list;
    if (option(query, 'InlineCount')) {
        list.inlinecount = matched;
    }
    return list;
}

class ProductsController extends ODataController {
    find(query) {
        return apply(query, products);
    }
    findOne(key) {
        return products.find((product) => product.Id === key) ?? null;
    }
    insert(body, type) {
        const made = Object.assign(type === `${NAMESPACE}.Gadget` ? new Gadget() : new Product(), body);
        products.push(made);
        return made;
    }
    replace(key, body) {
        const at = products.findIndex((product) => product.Id === key);
        const made = Object.assign(new Product(), body, { Id: key });
        if (at < 0) {
            products.push(made);
            return made;
        }
        products[at] = made;
        return null;
    }
    change(key, delta) {
        Object.assign(productOf(key), delta);
    }
    remove(key) {
        products.splice(products.indexOf(productOf(key)), 1);
    }
    link(key, link) {
        productOf(key).CategoryId = link;
    }
    unlink(key) {
        productOf(key).CategoryId = null;
    }
    photo(key) {
        return Readable.from([photos.get(key) ?? 'no photo']);
    }
    async takePhoto(key, body) {
        const chunks = [];
        for await (const chunk of body) {
            chunks.push(chunk);
        }
        photos.set(key, Buffer.concat(chunks));
    }
    Cheapest(Most) {
        return products.slice().sort((one, other) => one.Price - other.Price).slice(0, Most);
    }
}

/** A product, or the error that there is none. */
function productOf(key) {
    const found = products.find((product) => product.Id === key);
    if (!found) {
        throw Object.assign(new Error(`there is no product ${key}`), { statusCode: 404 });
    }
    return found;
}

ProductsController.define(odata.type(Product), {
    find: [odata.GET, { query: odata.query }],
    findOne: [odata.GET, { key: odata.key }],
    insert: [odata.POST, { body: odata.body, type: odata.type }],
    replace: [odata.PUT, { key: odata.key, body: odata.body }],
    change: [odata.PATCH, { key: odata.key, delta: odata.body }],
    remove: [odata.DELETE, { key: odata.key }],
    link: [odata.createRef('Category'), odata.updateRef('Category'), { key: odata.key, link: odata.link }],
    unlink: [odata.deleteRef('Category'), { key: odata.key }],
    photo: [odata.GET('Photo').$value, { key: odata.key }],
    takePhoto: [odata.PUT('Photo'), { key: odata.key, body: odata.body }],
    Cheapest: [Edm.Function(Edm.Collection(Edm.EntityType(Product))), { Most: Edm.Int32 }],
});

class CategoriesController extends ODataController {
    find(query) {
        return apply(query, categories);
    }
    findOne(key) {
        return categories.find((category) => category.Id === key) ?? null;
    }
    products(category, query) {
        return apply(query, products.filter((product) => product.CategoryId === category.Id));
    }
    insert(body) {
        const made = Object.assign(new Category(), body);
        categories.push(made);
        return made;
    }
    change(key, delta) {
        Object.assign(categories.find((category) => category.Id === key), delta);
    }
    link(key, link) {
        productOf(Number(link)).CategoryId = key;
    }
    unlink(link) {
        productOf(Number(link)).CategoryId = null;
    }
}
CategoriesController.define(odata.type(Category), {
    find: [odata.GET, { query: odata.query }],
    findOne: [odata.GET, { key: odata.key }],
    products: [odata.GET('Products'), { category: odata.result, query: odata.query }],
    insert: [odata.POST, { body: odata.body }],
    change: [odata.PATCH, { key: odata.key, delta: odata.body }],
    link: [odata.createRef('Products'), { key: odata.key, link: odata.link }],
    unlink: [odata.deleteRef('Products'), { link: odata.link }],
});

class Shop extends ODataServer {
    Sum(First, Second) {
        return First + Second;
    }
    // The server loses what an operation throws, with its process, unless it comes in a promise.
    async Restock(Amount) {
        if (Amount < 1) {
            throw Object.assign(new Error('nothing to put on the shelves'), { statusCode: 422 });
        }
    }
}
Shop.define(
    odata.namespace(NAMESPACE),
    odata.controller(ProductsController, 'Products'),
    odata.controller(CategoriesController, 'Categories'),
    {
        Sum: [Edm.FunctionImport(Edm.Int32), { First: Edm.Int32, Second: Edm.Int32 }],
        Restock: [Edm.ActionImport, { Amount: Edm.Int32 }],
    },
);

process.env.ODATA_V4_DISABLE_STACKTRACE = '1';
const server = http.createServer(express().use(URL_PATH, Shop.create()));
server.listen(Number(process.env.PORT ?? 0), '127.0.0.1', () => {
    console.log(`listening http://127.0.0.1:${server.address().port}${URL_PATH}/`);
});
