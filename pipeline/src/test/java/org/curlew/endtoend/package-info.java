/** The product as its user runs it: a command, its files, its exit code, against programs that others wrote. */
package org.curlew.endtoend;
