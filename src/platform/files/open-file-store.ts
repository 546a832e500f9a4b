import { join } from 'node:path';
import { type Config } from '../config/config.js';
import { type FileStore } from './file-store.js';
import { LocalFiles } from './local-files.js';
import { S3Files } from './s3-files.js';

/** A bucket where one is set, else a folder of the data directory. */
export async function openFileStore({ s3, dataDir }: Config): Promise<FileStore> {
  return s3 ? S3Files.open(s3) : new LocalFiles(join(dataDir, 'files'));
}
