// Builds the style sheet and the script into ../wwwroot/assets, and fetches the fonts of printed documents into ../wwwroot/fonts;
// from there all of it is embedded in the program.
// Takes a lock, so that two builds side by side do not both install packages.
import { brotliCompressSync, constants } from 'node:zlib'
import { execSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { copyFileSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const out = join(here, '..', 'wwwroot', 'assets')
const fonts = join(here, '..', 'wwwroot', 'fonts')
const scriptLimit = 60 * 1024

await locked(async () => {
  installPackages()
  const sass = await import('sass')
  const esbuild = await import('esbuild')
  mkdirSync(out, { recursive: true })

  const { css } = sass.compile(join(here, 'styles', 'app.scss'), {
    loadPaths: [join(here, 'node_modules')],
    style: 'compressed',
    charset: false,
    quietDeps: true
  })
  write('app.css', Buffer.from(css))

  write('icon.svg', readFileSync(join(here, 'images', 'icon.svg')))

  for (const name of ['app', 'worker']) {
    const { outputFiles } = await esbuild.build({
      entryPoints: [join(here, 'scripts', `${name}.js`)],
      bundle: true,
      minify: true,
      format: name === 'worker' ? 'iife' : 'esm',
      target: 'es2020',
      legalComments: 'none',
      write: false
    })
    write(`${name}.js`, Buffer.from(outputFiles[0].contents), scriptLimit)
  }

  mkdirSync(fonts, { recursive: true })
  for (const face of ['400Regular', '600SemiBold']) {
    const file = `SourceSans3_${face}.ttf`
    copyFileSync(join(here, 'node_modules', '@expo-google-fonts', 'source-sans-3', face, file), join(fonts, `${file}.new`))
    renameSync(join(fonts, `${file}.new`), join(fonts, file))
  }
})

function installPackages() {
  const wanted = createHash('sha256').update(readFileSync(join(here, 'package-lock.json'))).digest('hex')
  const stamp = join(here, 'node_modules', '.custodywatch')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  execSync('npm ci --ignore-scripts --no-audit --no-fund --loglevel=error', { cwd: here, stdio: 'inherit' })
  writeFileSync(stamp, wanted)
}

function write(name, bytes, limit = Infinity) {
  const packed = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  if (packed.length > limit) throw new Error(`${name} is ${packed.length} bytes compressed; at most ${limit} are allowed`)
  for (const [file, content] of [[name, bytes], [`${name}.br`, packed]]) {
    writeFileSync(join(out, `${file}.new`), content)
    renameSync(join(out, `${file}.new`), join(out, file))
  }
}

async function locked(work) {
  const lock = join(here, '.lock')
  while (!taken(lock)) {
    if (abandoned(lock)) rmSync(lock, { force: true })
    else await new Promise(done => setTimeout(done, 200))
  }
  try {
    await work()
  } finally {
    rmSync(lock, { force: true })
  }
}

function taken(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code === 'EEXIST') return false
    throw error
  }
}

function abandoned(lock) {
  try {
    const owner = Number(readFileSync(lock, 'utf8'))
    if (owner) process.kill(owner, 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}
