/** The rules of CIs and relations, and the ports to where they are kept. */
@NullMarked
package io.mainstay.cmdb.internal;

import org.jspecify.annotations.NullMarked;
