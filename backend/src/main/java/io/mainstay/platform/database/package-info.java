/** Who may use the database, how much at once and for how long: connections, transactions, the work of one request. */
@NullMarked
package io.mainstay.platform.database;

import org.jspecify.annotations.NullMarked;
