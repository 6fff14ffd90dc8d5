/** What the stores of capabilities share: lists of records, whose filter and order the caller chooses. */
@NullMarked
@NamedInterface("store")
package io.mainstay.record.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
