package io.mainstay.platform.graphql;

import java.util.Set;

/** Finds out of which type the record with an id is. */
interface NodeTypes {

    /** The labels of the entity with this id; empty if there is none. */
    Set<String> of(String id);
}
