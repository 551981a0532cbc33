/** How Windows packs single files (System Compression, "compact /exe"): the algorithms of Microsoft's MS-XCA and of its LZX. */
package org.curlew.pipeline.filesystems.compression;
