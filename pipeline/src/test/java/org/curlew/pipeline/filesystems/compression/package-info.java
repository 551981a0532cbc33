/** Decoders of packed Windows files against the packer of wimlib, and against damage. */
package org.curlew.pipeline.filesystems.compression;
