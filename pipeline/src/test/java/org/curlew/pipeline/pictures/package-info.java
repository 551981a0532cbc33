/** Decoders against published hashes, drawn pictures, broken files and files that declare more than they should. */
package org.curlew.pipeline.pictures;
