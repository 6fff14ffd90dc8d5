/** Renders the chart and the manifests as a cluster's owner would and holds what comes out against rules; needs no cluster. */
@NullMarked
package io.mainstay.deployment;

import org.jspecify.annotations.NullMarked;
