/**
 * The configuration management database: classes, configuration items (CIs), the relations between them, and the
 * answer to "what breaks if this fails, and why".
 */
@NullMarked
package io.mainstay.cmdb;

import org.jspecify.annotations.NullMarked;
