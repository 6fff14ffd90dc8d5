// SPDX-License-Identifier: Apache-2.0
package io.mainstay.attachment;

/**
 * What is known of a file.
 *
 * @param name as it is called where it comes from
 * @param contentType its media type, as its bytes and its name show it
 * @param size in bytes
 * @param sha256 the digest of its bytes (FIPS 180-4), in hexadecimal
 */
public record AttachedFile(String name, String contentType, long size, String sha256) {}
