/** Tests of transactions, connections and whose turn it is. */
@NullMarked
package io.mainstay.platform.database;

import org.jspecify.annotations.NullMarked;
