'use strict';
// What the operations do that belong to no entity.

module.exports = {
    async executeAction(action) {
        if (action.name === 'Close') {
            return undefined;
        }
        this.throwError(`there is no ${action.name}`, 501);
    },
};
