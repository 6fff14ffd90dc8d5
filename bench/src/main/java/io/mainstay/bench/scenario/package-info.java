/** What is measured: one small class for each family of things that people do. */
@NullMarked
package io.mainstay.bench.scenario;

import org.jspecify.annotations.NullMarked;
