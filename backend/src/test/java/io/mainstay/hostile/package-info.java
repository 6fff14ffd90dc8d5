/**
 * Sends every mutation of the schema what it must refuse. The tables ({@code ...Calls}) hold one acceptable call of each
 * mutation; everything hostile is worked out from the schema.
 */
@NullMarked
package io.mainstay.hostile;

import org.jspecify.annotations.NullMarked;
