'use strict';
// What the operations on works do, and pages: the server itself knows neither.

module.exports = {
    async executeAction(action, parameters, keys, request) {
        switch (action.name) {
            case 'Lend': {
                const work = parameters.work;
                if (!work.Lendable) {
                    this.throwError('not for lending', 409, {
                        error: {
                            code: 'NotLendable',
                            message: `\`${work.Title}\` does not leave the house`,
                            target: 'Lendable',
                            details: [{ code: 'AskAtTheDesk', message: 'ask at the desk' }],
                        },
                    });
                }
                return { WorkId: work.Id, Reader: parameters.Reader, Until: parameters.Until ?? null };
            }
            case 'Relabel': {
                const works = await this.base.getAllEntries(request, true);
                const changed = works.filter((work) => work.Tags.includes(parameters.From));
                for (const work of changed) {
                    work.Tags = work.Tags.map((tag) => (tag === parameters.From ? parameters.To : tag));
                }
                return { value: changed.length };
            }
            case 'Similar': {
                const works = await this.base.getAllEntries(request);
                const own = works.find((work) => work.Id === keys.Id);
                const similar = works.filter((work) => work.Id !== own.Id && work.Genre === own.Genre);
                return similar.slice(0, parameters.Most);
            }
        }
    },

    // Pages of the size that the client prefers, each but the last with a link to the next.
    async onAfterRead(read, request) {
        const size = Number(/odata\.maxpagesize=(\d+)/.exec(request.headers.prefer ?? '')?.[1]);
        if (!size || !Array.isArray(read)) {
            return read;
        }
        const from = Number(request.allParams.get('$skiptoken') ?? 0);
        if (from + size < read.length) {
            const options = new URLSearchParams(request.allParams);
            options.set('$skiptoken', from + size);
            const link = `Works?${options.toString().replaceAll('+', '%20')}`;
            request.addResponseAnnotation('@odata.nextLink', link);
        }
        request.addResponseHeader('preference-applied', `odata.maxpagesize=${size}`);
        return read.slice(from, from + size);
    },
};
