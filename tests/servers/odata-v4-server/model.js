'use strict';
// The types of the shop, and what is in it at first.

const { Edm, ODataEntity, odata } = require('odata-v4-server');

const NAMESPACE = 'Example.Shop';

class Size extends ODataEntity {}
Size.define(odata.namespace(NAMESPACE), {
    Width: Edm.Double,
    Height: Edm.Double,
});

class Category extends ODataEntity {}
class Product extends ODataEntity {
    // The decorators read the names of parameters out of the source, so these names are the wire's.
    Raise(Percent) {
        this.Price = (this.Price * (100 + Percent)) / 100;
        products.find((product) => product.Id === this.Id).Price = this.Price;
    }
    PriceIn(Currency, Rate) {
        return `${this.Price * Rate} ${Currency}`;
    }
}
class Gadget extends Product {}

Product.define(odata.namespace(NAMESPACE), {
    Id: [Edm.Key, Edm.Int32],
    Name: [Edm.String, Edm.Required],
    Price: Edm.Double,
    Discontinued: Edm.Boolean,
    Labels: Edm.Collection(Edm.String),
    Size: Edm.ComplexType(Size),
    Photo: Edm.Stream('image/png'),
    CategoryId: Edm.String,
    Category: [Edm.EntityType(Edm.ForwardRef(() => Category)), Edm.ForeignKey('CategoryId'), Edm.Partner('Products')],
    Raise: [Edm.Action, { Percent: Edm.Int32 }],
    PriceIn: [Edm.Function(Edm.String), { Currency: Edm.String, Rate: Edm.Double }],
});
Gadget.define(odata.namespace(NAMESPACE), { Watts: Edm.Int32 });
Category.define(odata.namespace(NAMESPACE), Edm.OpenType, {
    Id: [Edm.Key, Edm.String],
    Name: Edm.String,
    Products: [
        Edm.Collection(Edm.EntityType(Edm.ForwardRef(() => Product))),
        Edm.ForeignKey('CategoryId'),
        Edm.Partner('Category'),
    ],
});

const product = (type, members) => Object.assign(new type(), members);

const products = [
    product(Product, {
        Id: 1, Name: 'Teapot', Price: 20, Discontinued: false, Labels: ['blue', 'new'],
        Size: { Width: 20.5, Height: 15 }, CategoryId: 'kitchen',
    }),
    product(Product, {
        Id: 2, Name: 'Cup & saucer', Price: 7.5, Discontinued: false, Labels: [],
        Size: { Width: 10, Height: 8 }, CategoryId: 'kitchen',
    }),
    product(Gadget, {
        Id: 3, Name: "Hobbs' kettle", Price: 60, Discontinued: true, Labels: ['steel'],
        Size: { Width: 18, Height: 25 }, CategoryId: 'kitchen', Watts: 2200,
    }),
    product(Product, {
        Id: 4, Name: 'Lamp', Price: 35, Discontinued: false, Labels: ['new'],
        Size: { Width: 30, Height: 45 }, CategoryId: 'light',
    }),
    product(Product, {
        Id: 5, Name: 'Candle', Price: 2, Discontinued: false, Labels: ['wax'],
        Size: { Width: 3, Height: 20 }, CategoryId: null,
    }),
];
const categories = [
    product(Category, { Id: 'kitchen', Name: 'Kitchen', Floor: 2, Smell: 'coffee' }),
    product(Category, { Id: 'light', Name: 'Light', Floor: 3 }),
    product(Category, { Id: 'a/b c', Name: 'Odds & ends' }),
];

module.exports = { NAMESPACE, Category, Gadget, Product, categories, products };
