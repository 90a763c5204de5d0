#!/usr/bin/env node
// Does to a kext's binary what a linker with bugs would: spoil IN OUT

import { readFileSync, writeFileSync } from "node:fs";

const bytes = readFileSync(process.argv[2]);
const commands = [];
for (let at = 32, left = bytes.readUInt32LE(16); left > 0; left--, at += bytes.readUInt32LE(at + 4)) commands.push([bytes.readUInt32LE(at), at]);
const command = (wanted) => commands.find(([kind]) => kind === wanted)[1];
const [LC_SEGMENT_64, LC_SYMTAB, LC_DYSYMTAB] = [0x19, 0x2, 0xb];

// The flags of a program in the header; a section that names another segment than its own.
bytes.writeUInt32LE(0x200085, 24);
bytes.write("__OTHER\0", command(LC_SEGMENT_64) + 72 + 16);
// The first external relocation: no branch and no pointer, but a distance.
const external = bytes.readUInt32LE(command(LC_DYSYMTAB) + 64);
bytes.writeUInt32LE((bytes.readUInt32LE(external + 4) & 0x0fffffff) | 0x10000000, external + 4);
// A kind of debug symbol that the kernel's linker does not know.
bytes.writeUInt8(0x32, bytes.readUInt32LE(command(LC_SYMTAB) + 8) + 4);
// kmod_info's version number, 8 bytes into it; its name stands 8 bytes further.
bytes.writeUInt32LE(2, bytes.indexOf("org.example.bad\0") - 8);
writeFileSync(process.argv[3], bytes);
